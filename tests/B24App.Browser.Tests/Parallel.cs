// A walk waits for what must be seen more than it computes, so a third story fills the gaps of two cores.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
