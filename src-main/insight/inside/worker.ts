/**
 * The thread of Inside: a survey of thousands of images takes long, and neither the pad's answers, which come
 * from the model thread, nor the laboratory's must wait for it.
 */
import { answerCalls } from '../../worker-calls.ts';
import { createInsideAnswers } from './answers.ts';
import type { InsideRequests } from './requests.ts';

answerCalls<InsideRequests>(createInsideAnswers());
