namespace Infra.Reports.Sovereignty;

/// <summary>What a resource does with data.</summary>
public enum DataRole
{
    /// <summary>Keeps it.</summary>
    Stores,

    /// <summary>Works on it in memory, and keeps no more than a node's disk holds.</summary>
    Processes,

    /// <summary>Passes it on.</summary>
    Routes,

    /// <summary>Holds the keys with which it is encrypted, or secrets.</summary>
    Keys,
}
