-- Merchants and terminals: what the fleet owns, registered or merely seen.
set local lock_timeout = '5s';

create table merchant (
	merchant_id int generated always as identity primary key,
	merchant_code text not null unique,
	acquirer_id smallint not null references acquirer,
	is_registered boolean not null default false,
	name text,
	mcc smallint,
	fee_class text check (fee_class in ('standard', 'preferential', 'exempt')),
	region_id smallint not null default 0 references region,
	address text,
	lat double precision,
	lng double precision,
	time_zone text,
	opens_at time,
	closes_at time,
	social_credit_code text,
	settlement_account_masked text,
	first_seen_at timestamptz not null,
	updated_at timestamptz not null
);
comment on column merchant.is_registered is 'False while it is known only from transactions; PUT /merchants registers it.';
create index merchant_acquirer_idx on merchant (acquirer_id, merchant_id);
create index merchant_search_idx on merchant using gin ((merchant_code || ' ' || coalesce(name, '')) gin_trgm_ops);

create table terminal (
	terminal_id int generated always as identity primary key,
	terminal_code text not null unique,
	acquirer_id smallint not null references acquirer,
	merchant_id int references merchant,
	is_registered boolean not null default false,
	serial text,
	model_id smallint not null default 0 references terminal_model,
	firmware_id smallint not null default 0 references firmware,
	app_version_id smallint not null default 0 references app_version,
	carrier_id smallint not null default 0 references carrier,
	connection smallint not null default 0,
	iccid text,
	registered_lat double precision,
	registered_lng double precision,
	address text,
	installed_at timestamptz,
	pts_approval text,
	status text not null default 'active' check (status in ('active', 'spare', 'repair', 'retired')),
	first_seen_at timestamptz not null,
	updated_at timestamptz not null
);
comment on column terminal.connection is 'Index into CONNECTIONS of src/lib/domain/transactions.ts.';
create index terminal_acquirer_idx on terminal (acquirer_id, terminal_id);
create index terminal_merchant_idx on terminal (merchant_id);
create index terminal_search_idx on terminal using gin ((terminal_code || ' ' || coalesce(serial, '')) gin_trgm_ops);

create table terminal_period (
	terminal_id int not null references terminal on delete cascade,
	valid_from timestamptz not null,
	acquirer_id smallint not null,
	model_id smallint not null,
	firmware_id smallint not null,
	app_version_id smallint not null,
	carrier_id smallint not null,
	connection smallint not null,
	primary key (terminal_id, valid_from)
);
comment on table terminal_period is
	'What a terminal was from an instant on, until its next row. Transactions are stamped with the row in force when they happened, so history stays true after an update.';
