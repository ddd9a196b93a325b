-- What a few merchants did over months: without this every page of merchants read all rows of all terminals.
set local lock_timeout = '5s';

create index terminal_day_merchant_idx on terminal_day (merchant_id, day);
comment on index terminal_day_merchant_idx is 'Written by the fold only, a day at a time.';
