namespace Infra.Specification;

/// <summary>Reachability of the platform's endpoints.</summary>
public enum EndpointAccess
{
    /// <summary>Reachable from the platform's own networks alone.</summary>
    Private,

    /// <summary>Reachable from the internet, still authenticated.</summary>
    Public,
}
