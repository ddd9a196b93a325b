-- What people say of the work list: somebody works on it, or it can wait.
set local lock_timeout = '5s';

create table attention_mark (
	subject_kind text not null check (subject_kind in ('terminal', 'merchant')),
	subject_id integer not null,
	acquirer_id smallint not null,
	status text not null check (status in ('acknowledged', 'snoozed')),
	until timestamptz,
	note text not null default '' check (length(note) <= 500),
	kinds text[] not null,
	marked_at timestamptz not null,
	marked_by text not null,
	primary key (subject_id, subject_kind),
	check (status = 'acknowledged' or (until is not null and note <> ''))
);
comment on table attention_mark is 'The latest word on a terminal or merchant of the work list; earlier ones are in audit_event.';
comment on column attention_mark.subject_id is 'terminal_id or merchant_id, as subject_kind says.';
comment on column attention_mark.until is 'Of a snooze: until then it is nobody''s business. By the clock, since people wait by the clock.';
comment on column attention_mark.kinds is 'Reasons it was about (ATTENTION_KINDS in src/lib/domain/attention.ts). A new one breaks the mark.';
comment on column attention_mark.marked_by is 'Person or key that said it.';
