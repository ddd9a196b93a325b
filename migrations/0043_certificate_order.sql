-- The list of certificates in its usual order, without sorting all of them for a page.
set local lock_timeout = '5s';

create index certificate_order_idx on certificate ((coalesce(extract(epoch from not_after at time zone 'UTC') * 1000, 1e17)::float8), fingerprint_sha256);
