namespace Infra.Specification;

/// <summary>Reachability of the platform's endpoints.</summary>
public enum EndpointAccess
{
    /// <summary>Reachable only from the platform's own networks.</summary>
    Private,

    /// <summary>Reachable from the internet, with authentication.</summary>
    Public,
}
