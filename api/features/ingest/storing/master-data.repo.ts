// What owners send about merchants, terminals and their papers: read back in the shape of the wire, written row by row as it changes.
import type { Sql } from '#api/platform/db/client.ts';
import type { FeeAgreementRecord } from '../records/fee-agreement.ts';
import type { FirmwareReleaseRecord } from '../records/firmware-release.ts';
import type { MerchantRecord } from '../records/merchant.ts';
import type { NoticeRecord } from '../records/notice.ts';
import type { TerminalRecord } from '../records/terminal.ts';

const rowsOf = (rows: readonly object[]) => JSON.stringify(rows);

export async function findMerchants(sql: Sql, codes: readonly string[]): Promise<MerchantRecord[]> {
	return sql<MerchantRecord[]>`
		select merchant_code as "merchantId", m.name, acquirer_code as "acquirerId", mcc, fee_class as "feeClass",
			nullif(region_code, '') as region, address, lat, lng, time_zone as "timeZone",
			to_char(opens_at, 'HH24:MI') as "opensAt", to_char(closes_at, 'HH24:MI') as "closesAt",
			social_credit_code as "socialCreditCode", settlement_account_masked as "settlementAccountMasked"
		from merchant m join acquirer using (acquirer_id) join region using (region_id)
		where merchant_code = any(${codes as string[]}) and is_registered`;
}

export type MerchantWrite = Omit<MerchantRecord, 'acquirerId' | 'region'> & {
	acquirerNumber: number;
	regionNumber: number;
};

/** Has the fees of a merchant compared anew whose category or calendar day changes: both decide what its sales should have cost. */
export async function writeMerchants(sql: Sql, merchants: readonly MerchantWrite[], now: Date): Promise<void> {
	await sql`
		with sent as (
			select * from jsonb_to_recordset(${rowsOf(merchants)}::text::jsonb) as sent("merchantId" text, "acquirerNumber" smallint,
				name text, mcc smallint, "feeClass" text, "regionNumber" smallint, address text, lat float8, lng float8, "timeZone" text,
				"opensAt" time, "closesAt" time, "socialCreditCode" text, "settlementAccountMasked" text)
		), recount as (
			insert into fee_recount as r (merchant_id, from_day)
			select m.merchant_id, compared.first_day
			from sent join merchant m on m.merchant_code = sent."merchantId", (select min(day) as first_day from fee_day_state) compared
			where (m.mcc, m.time_zone) is distinct from (sent.mcc, sent."timeZone") and compared.first_day is not null
				and exists (select from fee_day f where f.merchant_id = m.merchant_id)
			order by 1
			on conflict (merchant_id) do update set from_day = least(r.from_day, excluded.from_day)
		)
		insert into merchant (merchant_code, acquirer_id, is_registered, name, mcc, fee_class, region_id, address, lat, lng, time_zone,
			opens_at, closes_at, social_credit_code, settlement_account_masked, first_seen_at, updated_at)
		select "merchantId", "acquirerNumber", true, name, mcc, "feeClass", "regionNumber", address, lat, lng, "timeZone",
			"opensAt", "closesAt", "socialCreditCode", "settlementAccountMasked", ${now}, ${now}
		from sent order by 1
		on conflict (merchant_code) do update set acquirer_id = excluded.acquirer_id, is_registered = true, name = excluded.name,
			mcc = excluded.mcc, fee_class = excluded.fee_class, region_id = excluded.region_id, address = excluded.address,
			lat = excluded.lat, lng = excluded.lng, time_zone = excluded.time_zone, opens_at = excluded.opens_at,
			closes_at = excluded.closes_at, social_credit_code = excluded.social_credit_code,
			settlement_account_masked = excluded.settlement_account_masked, updated_at = excluded.updated_at`;
}

/** `isHeard`: the terminal has sent heartbeats, and knows better than the registry what runs in it. */
export type StoredTerminal = TerminalRecord & { isHeard: boolean };

export async function findTerminals(sql: Sql, codes: readonly string[]): Promise<StoredTerminal[]> {
	return sql<StoredTerminal[]>`
		select terminal_code as "terminalId", serial, merchant_code as "merchantId", acquirer_code as "acquirerId",
			nullif(vendor, '') as vendor, nullif(model, '') as model, nullif(f.version, '') as firmware,
			nullif(a.version, '') as "appVersion", nullif(t.connection, 0) as connection, nullif(carrier_code, '') as carrier, iccid,
			registered_lat as "registeredLat", registered_lng as "registeredLng", t.address,
			(extract(epoch from installed_at) * 1000)::float8 as "installedAtMs", pts_approval as "ptsApproval", status,
			exists (select from heartbeat h where h.terminal_id = t.terminal_id) as "isHeard"
		from terminal t join acquirer q on q.acquirer_id = t.acquirer_id join terminal_model using (model_id)
			join firmware f using (firmware_id) join app_version a using (app_version_id) join carrier using (carrier_id)
			left join merchant m on m.merchant_id = t.merchant_id
		where terminal_code = any(${codes as string[]}) and t.is_registered`;
}

export type TerminalWrite = Pick<
	TerminalRecord,
	| 'terminalId'
	| 'serial'
	| 'iccid'
	| 'registeredLat'
	| 'registeredLng'
	| 'address'
	| 'installedAtMs'
	| 'ptsApproval'
	| 'status'
> & { acquirerNumber: number; merchantNumber: number | null } & {
	[N in 'modelNumber' | 'firmwareNumber' | 'appVersionNumber' | 'carrierNumber' | 'connectionNumber']: number;
};

/** A number 0 (not stated) leaves what is known; what a terminal's own heartbeats tell goes before the registry. */
export async function writeTerminals(sql: Sql, terminals: readonly TerminalWrite[], now: Date): Promise<void> {
	await sql.begin(async (tx) => {
		await tx`
			insert into terminal as t (terminal_code, acquirer_id, merchant_id, is_registered, serial, model_id, firmware_id,
				app_version_id, carrier_id, connection, iccid, registered_lat, registered_lng, address, installed_at, pts_approval,
				status, first_seen_at, updated_at)
			select "terminalId", "acquirerNumber", "merchantNumber", true, serial, "modelNumber", "firmwareNumber",
				"appVersionNumber", "carrierNumber", "connectionNumber", iccid, "registeredLat", "registeredLng", address,
				to_timestamp("installedAtMs" / 1000), "ptsApproval", coalesce(status, 'active'), ${now}, ${now}
			from jsonb_to_recordset(${rowsOf(terminals)}::text::jsonb) as sent("terminalId" text, "acquirerNumber" smallint,
				"merchantNumber" int, serial text, "modelNumber" smallint, "firmwareNumber" smallint, "appVersionNumber" smallint,
				"carrierNumber" smallint, "connectionNumber" smallint, iccid text, "registeredLat" float8, "registeredLng" float8,
				address text, "installedAtMs" float8, "ptsApproval" text, status text)
			order by 1
			on conflict (terminal_code) do update set acquirer_id = excluded.acquirer_id, merchant_id = excluded.merchant_id,
				is_registered = true, serial = excluded.serial,
				model_id = case excluded.model_id when 0 then t.model_id else excluded.model_id end,
				firmware_id = case when excluded.firmware_id = 0 or exists (select from heartbeat h where h.terminal_id = t.terminal_id)
					then t.firmware_id else excluded.firmware_id end,
				app_version_id = case when excluded.app_version_id = 0 or exists (select from heartbeat h where h.terminal_id = t.terminal_id)
					then t.app_version_id else excluded.app_version_id end,
				carrier_id = case when excluded.carrier_id = 0 or exists (select from heartbeat h where h.terminal_id = t.terminal_id)
					then t.carrier_id else excluded.carrier_id end,
				connection = case when excluded.connection = 0 or exists (select from heartbeat h where h.terminal_id = t.terminal_id)
					then t.connection else excluded.connection end,
				iccid = excluded.iccid, registered_lat = excluded.registered_lat, registered_lng = excluded.registered_lng,
				address = excluded.address, installed_at = excluded.installed_at, pts_approval = excluded.pts_approval,
				status = excluded.status, updated_at = excluded.updated_at`;
		// The first thing known of a terminal holds for all time before it; later changes hold from now on.
		await tx`
			insert into terminal_period (terminal_id, valid_from, acquirer_id, model_id, firmware_id, app_version_id, carrier_id, connection)
			select t.terminal_id, case when latest.terminal_id is null then '-infinity' else ${now}::timestamptz end, t.acquirer_id,
				t.model_id, t.firmware_id, t.app_version_id, t.carrier_id, t.connection
			from terminal t left join lateral (
				select * from terminal_period p where p.terminal_id = t.terminal_id order by valid_from desc limit 1
			) latest on true
			where t.terminal_code = any(${terminals.map((each) => each.terminalId)})
				and (latest.model_id, latest.firmware_id, latest.app_version_id, latest.carrier_id, latest.connection)
					is distinct from (t.model_id, t.firmware_id, t.app_version_id, t.carrier_id, t.connection)
			on conflict (terminal_id, valid_from) do update set model_id = excluded.model_id, firmware_id = excluded.firmware_id,
				app_version_id = excluded.app_version_id, carrier_id = excluded.carrier_id, connection = excluded.connection`;
	});
}

export async function findFeeAgreements(sql: Sql, codes: readonly string[]): Promise<FeeAgreementRecord[]> {
	return sql<FeeAgreementRecord[]>`
		select agreement_code as "agreementId", merchant_code as "merchantId", product, card_region as "cardRegion", rate_ppm as "ratePpm", cap_minor as "capMinor",
			min_minor as "minMinor", fixed_minor as "fixedMinor", rounding, to_char(valid_from, 'YYYY-MM-DD') as "validFrom",
			to_char(valid_to, 'YYYY-MM-DD') as "validTo", document, withdrawn
		from (
			select agreement_code, merchant_id, product, card_region, rate_ppm, cap_minor, min_minor, fixed_minor, rounding, valid_from, valid_to,
				document, false as withdrawn
			from fee_agreement where agreement_code = any(${codes as string[]})
			union all
			select * from (
				select distinct on (agreement_code, product, card_region, valid_from) agreement_code, merchant_id, product, card_region, rate_ppm,
					cap_minor, min_minor, fixed_minor, rounding, valid_from, valid_to, document, true as withdrawn
				from fee_change where withdrawn and agreement_code = any(${codes as string[]})
				order by agreement_code, product, card_region, valid_from, fee_change_id desc
			) back where not exists (select from fee_agreement f where f.agreement_code = back.agreement_code and f.product = back.product
				and f.card_region = back.card_region and f.valid_from = back.valid_from)
		) line join merchant using (merchant_id)`;
}

export type FeeAgreementWrite = Omit<FeeAgreementRecord, 'merchantId'> & { merchantNumber: number };

/** Keeps every version in the ledger (fee_change), and has the sales compared anew that it may reach (fee_recount). */
export async function writeFeeAgreements(
	sql: Sql,
	agreements: readonly FeeAgreementWrite[],
	by: { now: Date; sender: string }
): Promise<void> {
	await sql`
		with sent as (
			select "agreementId" as agreement_code, merchant_id, acquirer_id, product, "cardRegion" as card_region, "ratePpm" as rate_ppm, "capMinor" as cap_minor,
				"minMinor" as min_minor, "fixedMinor" as fixed_minor, coalesce(rounding, 'half_up') as rounding, "validFrom" as valid_from,
				"validTo" as valid_to, document, withdrawn
			from jsonb_to_recordset(${rowsOf(agreements)}::text::jsonb) as sent("agreementId" text, "merchantNumber" int, product smallint,
				"cardRegion" smallint, "ratePpm" int, "capMinor" bigint, "minMinor" bigint, "fixedMinor" bigint, rounding text, "validFrom" date, "validTo" date,
				document text, withdrawn boolean) join merchant on merchant_id = "merchantNumber"
		), reached as (
			select merchant_id, valid_from from sent
			union all
			select f.merchant_id, f.valid_from from fee_agreement f join sent using (agreement_code, product, card_region, valid_from)
		), recount as (
			insert into fee_recount as r (merchant_id, from_day)
			select merchant_id, min(valid_from) from reached group by 1 order by 1
			on conflict (merchant_id) do update set from_day = least(r.from_day, excluded.from_day)
		), entered as (
			insert into fee_change (acquirer_id, merchant_id, agreement_code, product, card_region, valid_from, valid_to, rate_ppm, cap_minor, min_minor,
				fixed_minor, rounding, document, withdrawn, entered_at, entered_by)
			select acquirer_id, merchant_id, agreement_code, product, card_region, valid_from, valid_to, rate_ppm, cap_minor, min_minor, fixed_minor,
				rounding, document, withdrawn, ${by.now}, ${by.sender} from sent order by agreement_code, product, card_region, valid_from
		), taken_back as (
			delete from fee_agreement f using sent s where s.withdrawn and f.agreement_code = s.agreement_code and f.product = s.product
				and f.card_region = s.card_region and f.valid_from = s.valid_from
		)
		insert into fee_agreement (agreement_code, merchant_id, acquirer_id, product, card_region, rate_ppm, cap_minor, min_minor, fixed_minor,
			rounding, valid_from, valid_to, document, updated_at, updated_by)
		select agreement_code, merchant_id, acquirer_id, product, card_region, rate_ppm, cap_minor, min_minor, fixed_minor, rounding, valid_from,
			valid_to, document, ${by.now}, ${by.sender} from sent where not withdrawn
		order by agreement_code, product, card_region, valid_from
		on conflict (agreement_code, product, card_region, valid_from) do update set merchant_id = excluded.merchant_id,
			acquirer_id = excluded.acquirer_id, rate_ppm = excluded.rate_ppm, cap_minor = excluded.cap_minor,
			min_minor = excluded.min_minor, fixed_minor = excluded.fixed_minor, rounding = excluded.rounding,
			valid_to = excluded.valid_to, document = excluded.document, updated_at = excluded.updated_at,
			updated_by = excluded.updated_by`;
}

export async function findFirmwareReleases(sql: Sql, versions: readonly string[]): Promise<FirmwareReleaseRecord[]> {
	return sql<FirmwareReleaseRecord[]>`
		select vendor, model, version, rank, status, (extract(epoch from released_at) * 1000)::float8 as "releasedAtMs",
			(extract(epoch from end_of_support_at) * 1000)::float8 as "endOfSupportAtMs", min_secure as "minSecure", scheme
		from firmware_release where version = any(${versions as string[]})`;
}

export async function writeFirmwareReleases(
	sql: Sql,
	releases: readonly FirmwareReleaseRecord[],
	now: Date
): Promise<void> {
	await sql`
		insert into firmware_release (vendor, model, version, rank, status, released_at, end_of_support_at, min_secure, scheme,
			updated_at)
		select vendor, model, version, rank, status, to_timestamp("releasedAtMs" / 1000), to_timestamp("endOfSupportAtMs" / 1000),
			"minSecure", scheme, ${now}
		from jsonb_to_recordset(${rowsOf(releases)}::text::jsonb) as sent(vendor text, model text, version text, rank int, status text,
			"releasedAtMs" float8, "endOfSupportAtMs" float8, "minSecure" text, scheme text)
		order by 1, 2, 3
		on conflict (vendor, model, version) do update set rank = excluded.rank, status = excluded.status,
			released_at = excluded.released_at, end_of_support_at = excluded.end_of_support_at, min_secure = excluded.min_secure,
			scheme = excluded.scheme, updated_at = excluded.updated_at`;
}

export async function findNotices(sql: Sql, codes: readonly string[]): Promise<NoticeRecord[]> {
	return sql<NoticeRecord[]>`
		select notice_code as "noticeId", issuer_code as issuer, acquirer_code as "acquirerId", carrier_code as carrier, kind,
			(extract(epoch from starts_at) * 1000)::float8 as "startsAtMs", (extract(epoch from ends_at) * 1000)::float8 as "endsAtMs",
			text, (extract(epoch from published_at) * 1000)::float8 as "publishedAtMs"
		from notice left join issuer using (issuer_id) left join acquirer using (acquirer_id) left join carrier using (carrier_id)
		where notice_code = any(${codes as string[]})`;
}

export type NoticeWrite = Omit<NoticeRecord, 'issuer' | 'acquirerId' | 'carrier'> & {
	issuerNumber: number | null;
	acquirerNumber: number | null;
	carrierNumber: number | null;
};

export async function writeNotices(sql: Sql, notices: readonly NoticeWrite[], now: Date): Promise<void> {
	await sql`
		insert into notice (notice_code, issuer_id, acquirer_id, carrier_id, kind, starts_at, ends_at, text, published_at, updated_at)
		select "noticeId", "issuerNumber", "acquirerNumber", "carrierNumber", kind, to_timestamp("startsAtMs" / 1000),
			to_timestamp("endsAtMs" / 1000), text, to_timestamp("publishedAtMs" / 1000), ${now}
		from jsonb_to_recordset(${rowsOf(notices)}::text::jsonb) as sent("noticeId" text, "issuerNumber" smallint,
			"acquirerNumber" smallint, "carrierNumber" smallint, kind text, "startsAtMs" float8, "endsAtMs" float8, text text,
			"publishedAtMs" float8)
		order by 1
		on conflict (notice_code) do update set issuer_id = excluded.issuer_id, acquirer_id = excluded.acquirer_id,
			carrier_id = excluded.carrier_id, kind = excluded.kind, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
			text = excluded.text, published_at = excluded.published_at, updated_at = excluded.updated_at`;
}
