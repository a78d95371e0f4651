/** What customers say (reference: survey_responses). The API takes nothing from its users; customers write by other ways. */
import type { Change } from './behaviour.ts';

/** In the emulator somebody always answers: when a visit becomes complete, once, and content. */
export function answerSurvey({ before, after, records }: Change): void {
  if (after?.['status'] !== 'complete' || before?.['status'] === 'complete') return;
  if (records.where('survey-responses', 'appointment_id', after.id).length > 0) return;
  records.insert('survey-responses', {
    job_id: after['job_id'] ?? null,
    appointment_id: after.id,
    rating: 5,
    message: 'All is well again, thank you.',
  });
}
