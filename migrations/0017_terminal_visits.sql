-- What people did at a terminal, in their own words: beside the figures it explains why they changed.
set local lock_timeout = '5s';

create table terminal_visit (
	terminal_visit_id uuid not null default gen_random_uuid(),
	terminal_id int not null references terminal on delete cascade,
	acquirer_id smallint not null,
	visited_at timestamptz not null,
	visitor text not null check (length(visitor) between 1 and 100),
	done text[] not null default '{}',
	note text not null default '' check (length(note) <= 500),
	recorded_at timestamptz not null,
	recorded_by text not null,
	primary key (terminal_id, terminal_visit_id)
);
comment on column terminal_visit.visitor is 'Who was there, as whoever recorded it wrote it.';
comment on column terminal_visit.done is 'Of VISIT_ACTIONS in src/lib/domain/terminal-visits.ts.';
comment on column terminal_visit.recorded_by is 'Person or key that recorded it.';
create index terminal_visit_at_idx on terminal_visit (terminal_id, visited_at desc);
