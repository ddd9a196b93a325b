-- When nothing was heard of a terminal for so long that it counts as silent, kept beyond the heartbeat that ended it.
set local lock_timeout = '5s';

create table terminal_silence (
	terminal_id int not null references terminal on delete cascade,
	began_at timestamptz not null,
	ended_at timestamptz not null,
	acquirer_id smallint not null,
	primary key (terminal_id, began_at),
	check (began_at < ended_at)
);
comment on table terminal_silence is
	'Two heartbeats with more than SILENT_AFTER_HOURS and none between them. Kept as long as the terminal: at most one a day, hardly ever any.';
comment on column terminal_silence.began_at is 'The last heartbeat before.';
comment on column terminal_silence.ended_at is 'The first heartbeat after.';

alter table heartbeat add column first_seen_at timestamptz, add column previous_seen_at timestamptz;
comment on column heartbeat.first_seen_at is 'The earliest heartbeat that came. Null: heartbeats came before this was kept.';
comment on column heartbeat.previous_seen_at is
	'last_seen_at as it was before it last moved: what the statement that moves it needs to hand back.';
