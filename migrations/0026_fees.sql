-- Fees: what was charged against what was agreed on, by day; what terminals are configured with; who changed a rate; what became of a claim.
set local lock_timeout = '5s';

create table fee_day (
	day date not null,
	terminal_id int not null,
	merchant_id int not null,
	acquirer_id smallint not null,
	product smallint not null,
	currency smallint not null,
	sign smallint not null,
	sales int not null,
	amount_minor bigint not null,
	charged_minor bigint not null,
	expected_minor bigint not null,
	rate_ppm int,
	series_sales int,
	first_at timestamptz,
	first_code text,
	last_at timestamptz,
	over_min_minor bigint,
	over_max_minor bigint,
	charged_min_minor bigint,
	charged_max_minor bigint,
	rate_low_ppm bigint,
	rate_high_ppm bigint,
	primary key (terminal_id, day, merchant_id, acquirer_id, product, currency, sign)
);
create index fee_day_drift_idx on fee_day (day) where sign >= 2;
create index fee_day_merchant_idx on fee_day (merchant_id, day);
create index fee_day_day_idx on fee_day using brin (day) with (pages_per_range = 32, autosummarize = on);
comment on table fee_day is 'Charged sales of a business day of the fleet zone by what their fee says (sign: index into FEE_SIGNS, src/lib/domain/fee-signs.ts). Without the sign other_mcc the rows add up to all charged sales. Valid for the days of fee_day_state, written by a job.';
comment on column fee_day.expected_minor is 'Fees by the agreement in force at each sale, rounded per sale as agreed on.';
comment on column fee_day.rate_ppm is 'The rate agreed on; the highest where it changed within the day. Null without an agreement.';
comment on column fee_day.series_sales is 'This and the following are null where sales were charged as agreed on or nothing was agreed on. All sales of the terminal, product and day, whatever their sign.';
comment on column fee_day.over_min_minor is 'The least that a sale was charged beyond the agreement; negative where less.';
comment on column fee_day.rate_low_ppm is 'The rates that explain each sale below its cap, by any rounding; low above high: no single rate does.';

create table fee_day_state (
	day date primary key,
	folded_at timestamptz,
	facts bigint not null,
	checked_at timestamptz not null,
	took_ms int not null
);
comment on table fee_day_state is 'Days whose rows of fee_day are written. Due again when folded_day says that the day was folded at another moment, and for the day that runs when its facts have grown.';
comment on column fee_day_state.folded_at is 'Of folded_day, as it was read before; null: the day was still running, or is due again.';

create table fee_recount (
	merchant_id int primary key,
	from_day date not null
);
comment on table fee_recount is 'Merchants whose agreements have changed since their sales were compared, from a day on.';

create table fee_profile (
	terminal_id int not null references terminal on delete cascade,
	product smallint not null,
	valid_from timestamptz not null,
	acquirer_id smallint not null,
	rate_ppm int not null,
	cap_minor bigint,
	fixed_minor bigint,
	primary key (terminal_id, product, valid_from)
);
comment on table fee_profile is 'Fees as configured in a terminal, from the heartbeat on that first told so, until the next row.';

insert into fee_profile (terminal_id, product, valid_from, acquirer_id, rate_ppm, cap_minor, fixed_minor)
select distinct on (r.terminal_id, (line->>'product')::smallint) r.terminal_id, (line->>'product')::smallint, r.at, r.acquirer_id,
	(line->>'ratePpm')::int, (line->>'capMinor')::bigint, (line->>'fixedMinor')::bigint
from terminal_report r, jsonb_array_elements(case jsonb_typeof(r.body->'feeProfile') when 'array' then r.body->'feeProfile' else '[]' end) as line;

create table fee_profile_gap (
	terminal_id int not null,
	product smallint not null,
	since timestamptz not null,
	until timestamptz,
	merchant_id int not null,
	acquirer_id smallint not null,
	agreed_ppm int not null,
	configured_ppm int not null,
	primary key (terminal_id, product, since)
);
comment on table fee_profile_gap is 'When a terminal was configured otherwise than agreed on with its merchant. Worked out by a job from fee_profile and fee_agreement.';
comment on column fee_profile_gap.until is 'Null: it still is.';

create table fee_profile_gap_state (
	singleton boolean primary key default true check (singleton),
	basis text not null
);
comment on column fee_profile_gap_state.basis is 'What fee_profile_gap was worked out from: while it is the same, it need not be done again.';

alter table fee_agreement add column updated_by text;
comment on column fee_agreement.updated_by is 'Key, person or command line that sent it; null: sent before this was kept.';

create table fee_change (
	fee_change_id bigint generated always as identity,
	acquirer_id smallint not null,
	merchant_id int not null,
	agreement_code text not null,
	product smallint not null,
	valid_from date not null,
	valid_to date,
	rate_ppm int not null,
	cap_minor bigint,
	min_minor bigint,
	fixed_minor bigint,
	rounding text not null,
	document text,
	entered_at timestamptz not null,
	entered_by text,
	primary key (fee_change_id)
);
create index fee_change_merchant_idx on fee_change (merchant_id, product, valid_from);
create index fee_change_entered_idx on fee_change (entered_at desc, fee_change_id desc);
comment on table fee_change is 'The ledger: every version of every agreement that was ever sent. Rows are only added.';
comment on column fee_change.entered_by is 'Key, person or command line that sent it; null: sent before this was kept.';

insert into fee_change (acquirer_id, merchant_id, agreement_code, product, valid_from, valid_to, rate_ppm, cap_minor, min_minor,
	fixed_minor, rounding, document, entered_at)
select acquirer_id, merchant_id, agreement_code, product, valid_from, valid_to, rate_ppm, cap_minor, min_minor, fixed_minor, rounding,
	document, updated_at
from fee_agreement order by updated_at, agreement_code, product, valid_from;

create table fee_claim (
	terminal_id int not null,
	merchant_id int not null,
	product smallint not null,
	currency smallint not null,
	kind text not null,
	acquirer_id smallint not null,
	status text not null check (status in ('acknowledged', 'disputed', 'recovered')),
	owner text not null check (length(owner) <= 100),
	recovered_minor bigint check (recovered_minor >= 0),
	note text not null default '' check (length(note) <= 500),
	updated_at timestamptz not null,
	updated_by text not null,
	primary key (terminal_id, merchant_id, product, currency, kind),
	check ((status = 'recovered') = (recovered_minor is not null))
);
comment on table fee_claim is 'How far people have come with a drift of fees; none: it is new. Earlier words are in audit_event.';
