namespace Infra.Planning.Differences;

/// <summary>What the engine would do with a resource.</summary>
public enum DifferenceKind
{
    /// <summary>Make it.</summary>
    Create,

    /// <summary>Take an existing object of the cloud over.</summary>
    Import,

    /// <summary>Change it in place.</summary>
    Change,

    /// <summary>Make another one, then delete this one.</summary>
    CreateThenDelete,

    /// <summary>Delete it, then make another one.</summary>
    DeleteThenCreate,

    /// <summary>Delete it.</summary>
    Delete,

    /// <summary>Drop it from the state; the cloud keeps it.</summary>
    Forget,
}
