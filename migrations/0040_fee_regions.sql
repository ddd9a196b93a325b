-- Fees by region of the card, sales that could not be compared, and who approved a change.
set local lock_timeout = '5s';

alter table txn add column card_region smallint;
comment on column txn.card_region is 'Where the card comes from: CARD_REGIONS (src/lib/domain/transactions.ts) counted from 1; null: not told.';

alter table fee_agreement add column card_region smallint not null default 0;
alter table fee_agreement drop constraint fee_agreement_pkey, add primary key (agreement_code, product, card_region, valid_from);
comment on column fee_agreement.card_region is 'Cards that the line holds for: CARD_REGIONS counted from 1; 0: every card that no line of its own holds for.';

alter table fee_change add column card_region smallint not null default 0, add column approved_by text check (length(approved_by) <= 100);
comment on column fee_change.approved_by is 'Who agreed to it, as whoever entered it says; null: not said.';

alter table fee_day add column card_region smallint not null default 0;
alter table fee_day drop constraint fee_day_pkey,
	add primary key (terminal_id, day, merchant_id, acquirer_id, product, card_region, currency, sign);
comment on column fee_day.card_region is 'Of the line of the agreement that held for the sales, not of their cards.';

alter table fee_claim add column card_region smallint not null default 0;
alter table fee_claim drop constraint fee_claim_pkey, add primary key (terminal_id, merchant_id, product, card_region, currency, kind);

create table fee_total_day (
	day date not null,
	acquirer_id smallint not null,
	product smallint not null,
	currency smallint not null,
	sign smallint not null,
	sales bigint not null,
	amount_minor bigint not null,
	charged_minor bigint not null,
	expected_minor bigint not null,
	primary key (day, acquirer_id, product, currency, sign)
);
comment on table fee_total_day is 'fee_day added up over terminals and merchants, written with it: how many sales were compared at all.';

insert into fee_total_day (day, acquirer_id, product, currency, sign, sales, amount_minor, charged_minor, expected_minor)
select day, acquirer_id, product, currency, sign, sum(sales), sum(amount_minor), sum(charged_minor), sum(expected_minor)
from fee_day group by 1, 2, 3, 4, 5;

create table fee_uncompared_day (
	day date not null,
	merchant_id int not null,
	acquirer_id smallint not null,
	product smallint not null,
	card_region smallint not null,
	currency smallint not null,
	reason smallint not null,
	sales int not null,
	amount_minor bigint not null,
	charged_minor bigint not null,
	first_at timestamptz not null,
	last_at timestamptz not null,
	primary key (day, acquirer_id, merchant_id, product, card_region, currency, reason)
);
comment on table fee_uncompared_day is 'Approved sales of a business day whose fee could not be compared with an agreement, by why not (reason: index into FEE_GAPS, src/lib/domain/fee-gaps.ts). Written with fee_day.';
comment on column fee_uncompared_day.product is 'Index into PRODUCTS; -1: not told.';
comment on column fee_uncompared_day.card_region is 'Of the cards, counted from 1; 0: not told.';

-- What could not be compared on earlier days is found by comparing them once more.
update fee_day_state set folded_at = null, facts = -1;
