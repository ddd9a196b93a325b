-- A changed rule holds for history too: this is the list of what is still to be classified anew, and of what was.
set local lock_timeout = '5s';

create table reclassification (
	reclassification_id int generated always as identity primary key,
	profile text not null,
	code text not null,
	is_prefix boolean not null,
	from_at timestamptz not null,
	requested_at timestamptz not null,
	finished_at timestamptz,
	transactions bigint not null default 0
);
comment on column reclassification.transactions is 'Facts whose cause or scope has changed by it so far.';
create index reclassification_unfinished_idx on reclassification (requested_at) where finished_at is null;
