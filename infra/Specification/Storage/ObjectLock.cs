namespace Infra.Specification.Storage;

/// <summary>What an object store keeps whoever writes to it from deleting.</summary>
public enum ObjectLock
{
    /// <summary>The bucket locks every version that is written, and nobody can shorten that.</summary>
    Compliance,

    /// <summary>The bucket locks every version that is written, and whoever administers the store can undo it.</summary>
    Governance,

    /// <summary>The store locks nothing.</summary>
    None,
}
