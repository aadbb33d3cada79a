namespace Infra.Reports.Sovereignty;

/// <summary>How something is reached.</summary>
public enum DataWay
{
    /// <summary>Only from the cluster, or by machines to which it is attached.</summary>
    ClusterInternal,

    /// <summary>From the networks of the platform or of the site.</summary>
    OwnNetwork,

    /// <summary>Through an endpoint with an address in the cluster's network.</summary>
    PrivateEndpoint,

    /// <summary>By services of the same cloud alone.</summary>
    WithinCloud,

    /// <summary>At the public address of the cloud's service, with a login of the cloud and never anonymously.</summary>
    CloudApi,

    /// <summary>From the internet.</summary>
    Public,

    /// <summary>The program cannot tell.</summary>
    NotKnown,
}
