namespace Infra.Facts.OnPrem;

/// <summary>The role of a host in an installed cluster.</summary>
public enum HostRole
{
    /// <summary>The server that starts the cluster.</summary>
    FirstServer,

    /// <summary>A server that joins the control plane.</summary>
    Server,

    /// <summary>A host that runs only workloads.</summary>
    Agent,
}
