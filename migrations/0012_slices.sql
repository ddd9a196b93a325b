-- Long windows by anything: closed days counted by every dimension of a transaction, and by two of them where that is far less
-- than the facts.
set local lock_timeout = '5s';

create table slice_day (
	day date not null,
	acquirer_id smallint not null,
	currency smallint not null,
	dimension_a smallint not null,
	value_a smallint not null,
	dimension_b smallint not null,
	value_b smallint not null,
	total int not null,
	approved int not null,
	approved_check int not null,
	terminal int not null,
	upstream int not null,
	business int not null,
	unresolved int not null,
	network int not null,
	bank_system int not null,
	card_data int not null,
	card_status int not null,
	funds_or_limit int not null,
	fee_or_merchant_config int not null,
	security_auth int not null,
	fraud_risk int not null,
	operator int not null,
	unknown int not null,
	latency_count int not null,
	latency_ms_sum bigint not null,
	amount_minor bigint not null,
	approved_minor bigint not null,
	fee_minor bigint not null,
	primary key (acquirer_id, dimension_a, dimension_b, day, value_a, value_b, currency)
);
comment on table slice_day is 'The facts of a closed business day of the fleet zone, summed by one dimension (dimension_b = -1) or by two. Every slice alone adds up to all facts. Valid for the days that folded_day lists with has_slices, written by the fold together with terminal_day.';
comment on column slice_day.dimension_a is 'Index into SLICE_DIMENSIONS (api/platform/db/roll-ups.ts), always less than dimension_b; -1 in dimension_b: none.';
comment on column slice_day.value_a is 'The fact''s column of that dimension: issuer_id, code_id …; -1 for a product that was not given, and where there is no dimension.';
create index slice_day_day_idx on slice_day using brin (day) with (pages_per_range = 32);
comment on index slice_day_day_idx is 'Finds what a fold is about to replace; days are written one after the other.';

-- Days folded before, or by a process of the version before, have no slices: they are folded once more, and what only slices
-- could answer is read from the facts until then.
alter table folded_day add column has_slices boolean not null default false;
comment on column folded_day.has_slices is 'False when the day was folded by a version that knew terminal_day only.';
