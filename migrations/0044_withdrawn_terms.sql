-- A line of an agreement that was sent by mistake can be taken back: it never held, and the ledger says so.
set local lock_timeout = '5s';

alter table fee_change add column withdrawn boolean not null default false;
comment on column fee_change.withdrawn is 'The entry takes the line back: it never held.';
create index fee_change_withdrawn_idx on fee_change (agreement_code, product, card_region, valid_from, fee_change_id desc) where withdrawn;
