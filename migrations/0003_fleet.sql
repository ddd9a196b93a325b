-- The fleet itself and the small dimensions that facts point to by number.
-- `_id` is our own number; `_code` is the identifier the sender uses (what the API calls acquirerId, terminalId, …).
set local lock_timeout = '5s';

create table fleet (
	singleton boolean primary key default true check (singleton),
	time_zone text not null,
	demo_anchor_at timestamptz,
	demo_loaded_until timestamptz,
	created_at timestamptz not null
);
comment on table fleet is 'One row: settings of the whole installation.';
comment on column fleet.time_zone is 'IANA zone in which business days and hours of roll-ups are cut; changing it needs `tillwatch rollups rebuild`.';
comment on column fleet.demo_anchor_at is 'Set when the simulator made this fleet, and every page says so: the end of its first history, from which it is made again the same.';
comment on column fleet.demo_loaded_until is 'How far the simulated data has come; null while the first history is being loaded.';

create table acquirer (
	acquirer_id smallint primary key,
	acquirer_code text not null unique,
	name text
);
create table issuer (
	issuer_id smallint primary key,
	issuer_code text not null unique
);
create table carrier (
	carrier_id smallint primary key,
	carrier_code text not null unique
);
create table region (
	region_id smallint primary key,
	region_code text not null unique
);
create table terminal_model (
	model_id smallint primary key,
	vendor text not null,
	model text not null,
	unique (vendor, model)
);
create table firmware (
	firmware_id smallint primary key,
	version text not null unique
);
create table app_version (
	app_version_id smallint primary key,
	version text not null unique
);
comment on table issuer is 'Card-issuing banks by the code that transactions carry; 0 = not given.';
comment on table firmware is 'Raw firmware strings as terminals report them; 0 = not known.';

-- Row 0 of each dimension means "not known", so facts need no null and roll-ups no outer join.
insert into issuer values (0, '');
insert into carrier values (0, '');
insert into region values (0, '');
insert into terminal_model values (0, '', '');
insert into firmware values (0, '');
insert into app_version values (0, '');
