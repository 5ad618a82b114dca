/** The model thread: answers one request after the other. */
import { answerCalls } from '../worker-calls.ts';
import { createAnswers } from './answers.ts';
import type { ModelRequests } from './requests.ts';

answerCalls<ModelRequests>(createAnswers());
