-- How many requests a client has pushed that nobody has begun with: those end when they may no longer be begun.
CREATE INDEX pushed_request_waiting ON pushed_request (realm_id, client_id, begin_before)
 WHERE answered_at IS NULL AND expires_at = begin_before;
