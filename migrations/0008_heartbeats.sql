-- What terminals say about themselves. The latest report only; changes of firmware, carrier … go to terminal_period.
set local lock_timeout = '5s';

create table heartbeat (
	terminal_id int primary key,
	last_seen_at timestamptz not null,
	acquirer_id smallint not null,
	battery_pct smallint
) with (fillfactor = 50);
comment on table heartbeat is 'Narrow and without further index on purpose: 100 000 heartbeats take half a second so, ten with an index on last_seen_at.';

create table terminal_report (
	terminal_id int primary key,
	acquirer_id smallint not null,
	at timestamptz not null,
	body jsonb not null
) with (fillfactor = 70);
comment on table terminal_report is 'The rest of the latest heartbeat (signal, storage, clock skew, place, keys by check value, fee profile, certificates), in the wire format. Written only when it differs.';
