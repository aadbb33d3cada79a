namespace Infra.Facts.Eks;

/// <summary>How a node serves instance metadata, the same in launch templates and in Karpenter's node classes: IMDSv2 with a hop limit of
/// one. The node can use it, but its pods, one hop further away, cannot get the node's credentials; they have Pod Identity
/// (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html). Pure.</summary>
public static class EksMetadata
{
    /// <summary>Whether the endpoint answers.</summary>
    public const string Endpoint = "enabled";

    /// <summary>Whether requests need the session token of IMDSv2.</summary>
    public const string Tokens = "required";

    /// <summary>How many network hops an answer may take.</summary>
    public const int HopLimit = 1;
}
