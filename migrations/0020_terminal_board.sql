-- What the board tells of a terminal besides its verdict: why its failures failed and how much money did not go through.
set local lock_timeout = '5s';

-- The board writes each row anew within a minute; until then a terminal without failures is what a list shows.
alter table terminal_state
	add column network int not null default 0,
	add column bank_system int not null default 0,
	add column card_data int not null default 0,
	add column card_status int not null default 0,
	add column funds_or_limit int not null default 0,
	add column fee_or_merchant_config int not null default 0,
	add column security_auth int not null default 0,
	add column fraud_risk int not null default 0,
	add column operator int not null default 0,
	add column unknown int not null default 0,
	add column failed_minor bigint,
	add column currency smallint;
comment on column terminal_state.network is 'This and the other causes: failures of the board''s days by cause; they add up to attempts - approved.';
comment on column terminal_state.failed_minor is 'Amount of the attempts that were not approved; null in several currencies, or without attempts.';
comment on column terminal_state.currency is 'Of failed_minor: ISO 4217 numeric.';
