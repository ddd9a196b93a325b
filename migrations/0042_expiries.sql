-- What ends on a date beside certificates: approvals of models and SIM plans, as papers say it.
set local lock_timeout = '5s';

create table expiry (
	kind text not null check (kind in ('pts', 'unionpay', 'emv_level_1', 'emv_level_2', 'sim_plan')),
	number text not null,
	vendor text not null default '',
	model text not null default '',
	name text,
	carrier text,
	valid_from date,
	ends_on date not null,
	source text not null,
	verified_on date,
	verified_by text,
	updated_at timestamptz not null,
	updated_by text not null,
	primary key (kind, number, vendor, model),
	check ((kind = 'sim_plan') = (vendor = '' and model = ''))
);
comment on table expiry is 'Dated papers as their owner sends them: approvals of a model (PCI PTS, UnionPay, EMV) and SIM plans. Nothing here is a constant of the program: dates get extended.';
comment on column expiry.number is 'Number of the approval; of a SIM plan the ICCID.';
comment on column expiry.name is 'Version or class of the approval, or the name of the plan.';
comment on column expiry.ends_on is 'Last day, as a date without a zone.';
comment on column expiry.source is 'Where the dates are from: a document or an address.';
comment on column expiry.verified_on is 'When somebody last held the dates against their source; null: nobody has. A change of the dates takes it back.';
comment on column expiry.verified_by is 'Who did; null where the sender only says that somebody has.';
create index expiry_ends_on_idx on expiry (ends_on);

-- From a SIM plan to the terminal that it is in.
create index terminal_iccid_idx on terminal (iccid) where iccid is not null;
