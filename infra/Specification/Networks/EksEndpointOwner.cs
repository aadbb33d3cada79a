namespace Infra.Specification.Networks;

/// <summary>Who makes the endpoints of AWS services in an existing VPC.</summary>
public enum EksEndpointOwner
{
    /// <summary>The platform, wherever a private cluster needs them.</summary>
    Platform,

    /// <summary>They exist, in the VPC or in a shared one that its DNS leads to.</summary>
    Existing,
}
