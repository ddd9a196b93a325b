-- Rejected records are corrected and sent again: which batch a later one makes good, so that nobody wonders what is still open.
set local lock_timeout = '5s';

alter table ingest_batch add column corrects_batch_id uuid;
comment on column ingest_batch.corrects_batch_id is 'The earlier batch whose rejected records this one holds, corrected. What it accepted is good since.';
create index ingest_batch_corrects_idx on ingest_batch (corrects_batch_id) where corrects_batch_id is not null;
