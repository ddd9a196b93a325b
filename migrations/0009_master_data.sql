-- Agreements, certificates, firmware catalogue and notices as their owners send them.
set local lock_timeout = '5s';

create table fee_agreement (
	agreement_code text not null,
	merchant_id int not null references merchant,
	acquirer_id smallint not null references acquirer,
	product smallint not null,
	rate_ppm int not null check (rate_ppm >= 0),
	cap_minor bigint,
	min_minor bigint,
	fixed_minor bigint,
	rounding text not null check (rounding in ('half_up', 'truncate')),
	valid_from date not null,
	valid_to date,
	document text,
	updated_at timestamptz not null,
	primary key (agreement_code, product, valid_from),
	check (valid_to is null or valid_to >= valid_from)
);
comment on column fee_agreement.rate_ppm is 'Parts per million: 0.60 % = 6000.';
create index fee_agreement_merchant_idx on fee_agreement (merchant_id, product, valid_from);

create table certificate (
	fingerprint_sha256 text not null,
	owner_kind text not null check (owner_kind in ('terminal', 'acquirer', 'vendor')),
	owner_code text not null,
	acquirer_id smallint references acquirer,
	kind text not null check (kind in ('tls_client', 'tls_root', 'tms_root', 'signing')),
	subject text,
	issuer text,
	serial_number text,
	not_before timestamptz,
	not_after timestamptz not null,
	updated_at timestamptz not null,
	primary key (fingerprint_sha256, owner_kind, owner_code)
);
comment on column certificate.acquirer_id is 'Null for a vendor''s certificate, which every acquirer may see.';
create index certificate_not_after_idx on certificate (not_after);

create table firmware_release (
	vendor text not null,
	model text not null,
	version text not null,
	rank int,
	status text not null check (status in ('rollout', 'current', 'supported', 'end_of_support', 'withdrawn')),
	released_at timestamptz,
	end_of_support_at timestamptz,
	min_secure text,
	updated_at timestamptz not null,
	primary key (vendor, model, version)
);
comment on column firmware_release.min_secure is 'Oldest version of the model that is still secure, as its owner states it.';
comment on column firmware_release.rank is 'Order within the model as its owner gives it; versions are never ordered as strings.';

create table notice (
	notice_code text primary key,
	issuer_id smallint references issuer,
	acquirer_id smallint references acquirer,
	carrier_id smallint references carrier,
	kind text not null check (kind in ('maintenance', 'outage')),
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	text text,
	published_at timestamptz,
	updated_at timestamptz not null,
	check (ends_at >= starts_at)
);
