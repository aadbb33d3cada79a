namespace Infra.Specification.Accounts;

/// <summary>An AWS account.</summary>
public sealed record AwsAccountSpec : AccountSpec
{
    /// <summary>ARN of the role, in this account, that the provider and the kubeconfig of its clusters assume. It must be an administrator
    /// of each of them.</summary>
    /// <value>none: the credentials of whoever runs the program, or those of <see cref="Profile"/></value>
    public string? DeploymentRole { get; init; }

    /// <summary>Profile of the shared AWS configuration with which provider and kubeconfig log in, and from which they assume
    /// <see cref="DeploymentRole"/> if that is given as well. It has the same name on every machine that runs the program.</summary>
    /// <value>none: the credentials of whoever runs the program</value>
    public string? Profile { get; init; }

    /// <summary>Id of the organization in AWS Organizations that the account belongs to, for example <c>o-a1b2c3d4e5</c>: endpoints in the
    /// networks of its clusters then lead to all accounts of the organization.</summary>
    /// <value>none: endpoints lead to this account and to those that the network trusts</value>
    public string? Organization { get; init; }

    /// <summary>ARN of the role, in this account, that alone may destroy what protects backups: delete or disable their key, and change
    /// the policies of key and bucket. Nobody else may, the administrators of the account and the program included.</summary>
    /// <value>none: the root user of the account alone</value>
    public string? BreakGlassRole { get; init; }
}
