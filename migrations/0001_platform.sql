-- What every feature leans on: trigram search, and the book of who changed what.
set local lock_timeout = '5s';

create extension if not exists pg_trgm;

create table audit_event (
	audit_event_id bigint generated always as identity primary key,
	occurred_at timestamptz not null default now(),
	actor_kind text not null check (actor_kind in ('person', 'api_key', 'system')),
	actor_id text,
	actor_name text not null,
	action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
	subject_kind text not null,
	subject_id text not null,
	before jsonb,
	after jsonb,
	request_id text,
	check (before is not null or after is not null)
);

create index audit_event_occurred_at on audit_event (occurred_at desc, audit_event_id desc);
create index audit_event_subject on audit_event (subject_kind, subject_id, occurred_at desc);

comment on table audit_event is 'Every change that a person, a key or the system made on purpose: who, when, what, before and after. Written in the transaction of the change, never updated.';
comment on column audit_event.actor_id is 'User or key at that time; no foreign key, so that the record outlives them. Null for the system.';
comment on column audit_event.action is 'noun.verb, for example api_key.revoked';
comment on column audit_event.before is 'What changed, as it was; null when something was created. Never holds secrets.';
comment on column audit_event.after is 'What changed, as it is now; null when something was removed. Never holds secrets.';
