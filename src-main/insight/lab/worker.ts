/**
 * The laboratory's thread: curves over whole data sets take long, and the pad's answers, which come from
 * the model thread, must not wait for them.
 */
import { answerCalls } from '../../worker-calls.ts';
import { createLabAnswers } from './answers.ts';
import type { LabRequests } from './requests.ts';

answerCalls<LabRequests>(createLabAnswers());
