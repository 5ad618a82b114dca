/** The query thread: a search takes seconds, in which the model thread is to answer other questions. */
import { answerCalls } from '../../worker-calls.ts';
import { createQueryAnswers } from './answers.ts';
import type { QueryRequests } from './requests.ts';

answerCalls<QueryRequests>(createQueryAnswers());
