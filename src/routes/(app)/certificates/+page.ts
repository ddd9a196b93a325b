import { prefetch } from '#lib/api/prefetch.ts';
import { readFleetFilter } from '#lib/domain/fleet-filter.ts';
import { readCertificateChoice } from '#lib/features/certificates/certificate-choice.ts';
import { calendarQuery, certificatesQuery, cliffsQuery } from '#lib/features/certificates/certificates.queries.ts';
import { expiriesInQuery, expirySpan } from '#lib/features/certificates/expiries.queries.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, parent, fetch }) => {
	const { queryClient } = await parent();
	const choice = readCertificateChoice(url.searchParams);
	await prefetch(
		queryClient.infiniteQuery(certificatesQuery(choice, fetch)),
		queryClient.query(calendarQuery(choice, fetch)),
		queryClient.query(cliffsQuery(choice, fetch))
	);
	const calendar = queryClient.getQueryData(calendarQuery(choice).queryKey);
	if (calendar) await prefetch(queryClient.query(expiriesInQuery(expirySpan(choice, calendar), fetch)));
	return { choice, filter: readFleetFilter(url.searchParams).filter };
};
