namespace Infra.Facts.Clusters;

/// <summary>As whom the hub's Argo CD logs in to a member; no way keeps a credential of a cloud.</summary>
public enum HubLogin
{
    /// <summary>Its role in AWS, which EKS Pod Identity gives to its pods, assumes a role of the member.</summary>
    Role,

    /// <summary>A token of the hub's own issuer is exchanged for one of the member's cloud.</summary>
    Federation,

    /// <summary>The token of a service account of the member, kept as a secret.</summary>
    Token,
}
