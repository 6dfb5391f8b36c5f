import Glibc

/// Parts of a job that several threads take one after the other, and whose results are put together in order.
final class Workers: @unchecked Sendable {
    // Everything below is read and written under the lock.
    private var lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var taken = 0
    private var turn = 0
    private var failure: (any Error)?
    private let parts: Int

    private init(parts: Int) {
        self.parts = parts
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        pthread_cond_destroy(changed)
        lock.deallocate()
        changed.deallocate()
    }

    /// - Parameters:
    ///   - threads: how many; the caller's is one of them.
    ///   - worker: makes what a thread needs of its own, and returns what it does with a part.
    /// - Throws: what a worker throws; the first one decides, and no further part is begun.
    static func run(_ parts: Int, threads: Int, _ worker: @escaping @Sendable (Workers) -> (Int) throws -> Void) throws {
        let workers = Workers(parts: parts)
        var others: [pthread_t] = []
        for _ in 1..<max(1, min(threads, parts)) {
            let body = Unmanaged.passRetained(Body { workers.work(worker(workers)) })
            var thread = pthread_t()
            let code = pthread_create(&thread, nil, { context in
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, body.toOpaque())
            // With fewer threads it only takes longer.
            if code == 0 { others.append(thread) } else { body.release() }
        }
        workers.work(worker(workers))
        for thread in others { pthread_join(thread, nil) }
        if let failure = workers.failure { throw failure }
    }

    /// Does something when all parts before this one did it.
    ///
    /// - Throws: ``Stopped`` where another worker failed.
    func inTurn<Result>(_ part: Int, _ body: () throws -> Result) throws -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while turn != part, failure == nil { pthread_cond_wait(changed, lock) }
        if failure != nil { throw Stopped() }
        let result = try body()
        turn += 1
        pthread_cond_broadcast(changed)
        return result
    }

    struct Stopped: Error {}

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private func work(_ body: (Int) throws -> Void) {
        while let part = next() {
            do {
                try body(part)
            } catch {
                pthread_mutex_lock(lock)
                if failure == nil { failure = error }
                pthread_cond_broadcast(changed)
                pthread_mutex_unlock(lock)
            }
        }
    }

    private func next() -> Int? {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        guard failure == nil, taken < parts else { return nil }
        taken += 1
        return taken - 1
    }
}
