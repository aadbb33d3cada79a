namespace Infra.Specification.Teams;

/// <summary>A team's share of the accelerators of a pool, on each of its clusters that has the pool. Its unit is what one pod requests
/// there: a whole GPU, a shared one, a MIG device, or a Neuron device.</summary>
public sealed record ShareSpec
{
    /// <summary>Name of the pool; either this or <see cref="Model"/> is given.</summary>
    public string? Pool { get; init; }

    /// <summary>GPU model, where a cluster has one pool with it.</summary>
    public string? Model { get; init; }

    /// <summary>Name of the one cluster on which this share is.</summary>
    /// <value>every cluster of the team that has such a pool</value>
    public string? Cluster { get; init; }

    /// <summary>How many are the team's own: others may use them while the team does not, and give them back.</summary>
    /// <value>0</value>
    public int Guaranteed { get; init; }

    /// <summary>How many more it may use while nobody else does.</summary>
    /// <value>0</value>
    public int Borrowable { get; init; }
}
