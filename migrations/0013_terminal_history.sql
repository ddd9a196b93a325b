-- When a terminal's state changed, in event time: what was wrong then and for how long, whenever the data came in.
set local lock_timeout = '5s';

create table terminal_state_change (
	terminal_id int not null references terminal on delete cascade,
	changed_at timestamptz not null,
	acquirer_id smallint not null,
	from_state smallint,
	to_state smallint not null,
	decided_at timestamptz not null,
	primary key (terminal_id, changed_at)
);
comment on table terminal_state_change is
	'Written by the state job for the day that runs, and by the judgement of each closed day, which stands. Indexes into TERMINAL_STATES.';
comment on column terminal_state_change.changed_at is
	'Event time. Where only the judgement of the closed day tells, the last millisecond of that business day.';
comment on column terminal_state_change.from_state is 'Null: its first verdict.';
comment on column terminal_state_change.decided_at is 'By the clock: when this was written.';
create index terminal_state_change_at_idx on terminal_state_change (changed_at, terminal_id);

create table judged_day (
	day date primary key,
	folded_at timestamptz not null
);
comment on table judged_day is 'Business days whose changes of state stand. A day that was folded again since is judged again, and all days after it.';
comment on column judged_day.folded_at is 'Of folded_day at that moment.';
