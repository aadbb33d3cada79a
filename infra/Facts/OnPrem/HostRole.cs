namespace Infra.Facts.OnPrem;

/// <summary>What a host is in an installed cluster.</summary>
public enum HostRole
{
    /// <summary>The server that begins the cluster.</summary>
    FirstServer,

    /// <summary>A server that joins the control plane.</summary>
    Server,

    /// <summary>A host that runs workloads alone.</summary>
    Agent,
}
