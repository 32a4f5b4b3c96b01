CREATE TABLE entry (id int REFERENCES public.person);
