namespace Infra.AddOns.Contracts;

/// <summary>What a workload of the platform is; it decides where it runs, how often and how important it is.</summary>
public enum WorkloadKind
{
    /// <summary>A controller with leader election: on the system pool, twice on a highly available cluster.</summary>
    Controller,

    /// <summary>An admission webhook, which the API server waits for: on the system pool, three times on a highly available
    /// cluster.</summary>
    Webhook,

    /// <summary>An agent on every node, whatever its taints.</summary>
    Agent,
}
