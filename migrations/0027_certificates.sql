-- What a certificate says, one row a fingerprint, and who has it; keys by slot and check value, never by their material.
set local lock_timeout = '5s';

alter table certificate rename to certificate_sent;
alter table certificate_sent rename constraint certificate_pkey to certificate_sent_pkey;
alter index certificate_not_after_idx rename to certificate_sent_not_after_idx;

create table certificate (
	fingerprint_sha256 text primary key,
	source smallint not null check (source between 0 and 2),
	subject text,
	issuer text,
	serial_number text,
	not_before timestamptz,
	not_after timestamptz,
	key_type text,
	key_bits int,
	signature_algorithm text,
	is_ca boolean,
	subject_key_id text,
	authority_key_id text,
	first_seen_at timestamptz not null,
	updated_at timestamptz not null
);
comment on column certificate.source is
	'How much is known: 0 = a heartbeat named it, 1 = its fields were sent, 2 = it was read itself. Less never replaces more.';
comment on column certificate.not_before is 'May lie after not_after: such certificates exist, and are never valid.';
comment on column certificate.serial_number is 'Hexadecimal, negative ones with a minus sign, where it was read itself; else as sent.';
create index certificate_not_after_idx on certificate (not_after, fingerprint_sha256);
create index certificate_subject_idx on certificate (subject) where is_ca;

create table certificate_use (
	fingerprint_sha256 text not null references certificate on delete cascade,
	owner_kind text not null check (owner_kind in ('terminal', 'acquirer', 'vendor')),
	owner_code text not null,
	acquirer_id smallint references acquirer,
	kind text check (kind in ('tls_client', 'tls_root', 'tms_root', 'signing')),
	registered_at timestamptz,
	reported_from timestamptz,
	reported_until timestamptz,
	updated_at timestamptz not null,
	primary key (fingerprint_sha256, owner_kind, owner_code),
	check (registered_at is not null or reported_from is not null)
);
comment on column certificate_use.acquirer_id is 'Null for a vendor''s certificate, which every acquirer may see.';
comment on column certificate_use.registered_at is 'When somebody sent it for this owner. Null: only the terminal itself tells of it.';
comment on column certificate_use.reported_from is 'The first heartbeat that names it. Null: registered, and not in use as far as known.';
comment on column certificate_use.reported_until is 'The first heartbeat that names others but not this one. Null: it is in use.';
create index certificate_use_owner_idx on certificate_use (owner_kind, owner_code);

insert into certificate (fingerprint_sha256, source, subject, issuer, serial_number, not_before, not_after, first_seen_at, updated_at)
select distinct on (fingerprint_sha256) fingerprint_sha256, 1, subject, issuer, serial_number, not_before, not_after, updated_at, updated_at
from certificate_sent order by fingerprint_sha256, updated_at desc;

insert into certificate_use (fingerprint_sha256, owner_kind, owner_code, acquirer_id, kind, registered_at, updated_at)
select fingerprint_sha256, owner_kind, owner_code, acquirer_id, kind, updated_at, updated_at from certificate_sent;

insert into certificate (fingerprint_sha256, source, not_after, first_seen_at, updated_at)
select told ->> 'fingerprintSha256', 0, max(to_timestamp((told ->> 'notAfterMs')::float8 / 1000)), min(r.at), max(r.at)
from terminal_report r, jsonb_array_elements(case jsonb_typeof(r.body -> 'certificates') when 'array' then r.body -> 'certificates' else '[]' end) told
group by 1
on conflict (fingerprint_sha256) do nothing;

insert into certificate_use (fingerprint_sha256, owner_kind, owner_code, acquirer_id, kind, reported_from, updated_at)
select told ->> 'fingerprintSha256', 'terminal', t.terminal_code, t.acquirer_id,
	max(told ->> 'kind') filter (where told ->> 'kind' in ('tls_client', 'tls_root', 'tms_root', 'signing')), r.at, r.at
from terminal_report r join terminal t using (terminal_id),
	jsonb_array_elements(case jsonb_typeof(r.body -> 'certificates') when 'array' then r.body -> 'certificates' else '[]' end) told
group by 1, t.terminal_code, t.acquirer_id, r.at
on conflict (fingerprint_sha256, owner_kind, owner_code) do update set reported_from = excluded.reported_from;

drop table certificate_sent;

create table terminal_key (
	terminal_id int not null references terminal on delete cascade,
	slot text not null,
	acquirer_id smallint not null,
	kind text,
	check_value text,
	seen_from timestamptz not null,
	gone_at timestamptz,
	primary key (terminal_id, slot)
);
comment on table terminal_key is
	'The key in each slot as the latest heartbeats tell, by its check value. One row a slot: working keys change daily, and their past is of no use.';
comment on column terminal_key.seen_from is 'The first heartbeat with this check value: the key is at least that old.';
comment on column terminal_key.gone_at is 'The first heartbeat that tells of keys but not of this slot. Null: it is there.';

insert into terminal_key (terminal_id, slot, acquirer_id, kind, check_value, seen_from)
select distinct on (r.terminal_id, told ->> 'slot') r.terminal_id, told ->> 'slot', r.acquirer_id, told ->> 'kind', told ->> 'kcv', r.at
from terminal_report r join terminal using (terminal_id),
	jsonb_array_elements(case jsonb_typeof(r.body -> 'keys') when 'array' then r.body -> 'keys' else '[]' end) told
where told ->> 'slot' is not null;
