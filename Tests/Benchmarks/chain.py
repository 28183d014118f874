"""Figure 6: what one deal from lead to loyal customer costs. Not measured yet."""


def measure_chain(bench):
    raise NotImplementedError
