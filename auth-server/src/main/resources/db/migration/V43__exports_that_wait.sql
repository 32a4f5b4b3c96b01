-- Large exports of the trail wait for a second person: the state 'waiting' comes before 'running'.
ALTER TABLE trail_export
    ADD COLUMN approval uuid, -- the request that decides; null when none was needed
    ADD COLUMN most     int8; -- entries it may have without one; null when somebody approved, or any number is fine
