-- What came in and what did not.
set local lock_timeout = '5s';

create table ingest_batch (
	batch_id uuid primary key,
	kind text not null,
	source text not null,
	acquirer_id smallint,
	started_at timestamptz not null,
	finished_at timestamptz,
	outcome text not null check (outcome in ('running', 'complete', 'broken_off')),
	detail text,
	received bigint not null,
	accepted bigint not null,
	duplicates bigint not null,
	rejected bigint not null,
	first_event_at timestamptz,
	last_event_at timestamptz,
	check (received = accepted + duplicates + rejected)
);
comment on column ingest_batch.source is 'Who sent it: the name of the API key, the person, or the command line.';
comment on column ingest_batch.acquirer_id is 'Set when the sender is bound to one acquirer; null = a sender for the whole fleet.';
comment on column ingest_batch.outcome is 'broken_off: the body ended in an error; what is counted here was stored, the rest was not read.';
create index ingest_batch_started_idx on ingest_batch (started_at desc, batch_id);

create table ingest_reject (
	batch_id uuid not null references ingest_batch,
	line bigint not null,
	position int not null,
	field text,
	code text not null,
	message text not null,
	raw text,
	acquirer_id smallint,
	primary key (batch_id, line, position)
);
comment on column ingest_reject.position is 'Order of the problem within its line: a line may have several.';
comment on column ingest_reject.raw is 'The record as it was sent, to be corrected and sent again. Null where it may hold a card number, or was too long.';

create table ingest_freshness (
	kind text not null,
	source text not null,
	acquirer_id smallint not null references acquirer,
	last_received_at timestamptz not null,
	last_event_at timestamptz,
	records bigint not null,
	primary key (kind, source, acquirer_id)
);
comment on table ingest_freshness is 'Newest data per kind, sender and acquirer: how fresh a page''s numbers are.';

create table unmapped_code (
	code_id smallint not null references response_code,
	acquirer_id smallint not null references acquirer,
	transactions bigint not null,
	first_at timestamptz not null,
	last_at timestamptz not null,
	primary key (code_id, acquirer_id)
);
comment on table unmapped_code is 'Transactions stored while no rule knew their code: the work list of whoever keeps the map.';
