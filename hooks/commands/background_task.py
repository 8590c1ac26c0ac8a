"""Work that goes on beside other work, so that a second core is not idle."""

from __future__ import annotations

from multiprocessing import get_all_start_methods, get_context


class BackgroundTask:
    """A function at work in a copy of this process.

    What it is given is not packed and sent: the copy has it already. Where a
    process cannot be copied (on Windows), or the copy ends without an answer,
    the function runs here when its result is asked for.
    """

    def __init__(self, work, *given):
        self._work, self._given, self._answer = work, given, None
        if "fork" in get_all_start_methods():
            context = get_context("fork")
            self._answer, answer = context.Pipe(duplex=False)
            self._copy = context.Process(target=_send, args=(answer, work, given), daemon=True)
            self._copy.start()
            answer.close()

    def result(self):
        """What the function returns. Asked for once, it waits."""
        if self._answer is not None:
            try:
                return self._answer.recv()
            except EOFError:
                pass
            finally:
                self._copy.join()
                self._answer.close()
        return self._work(*self._given)


def _send(answer, work, given):
    answer.send(work(*given))
