using System.Collections.Immutable;
using Infra.Components.Clusters.Eks.Iam;
using Infra.Facts.Eks;
using Infra.Specification.Networks;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Infra.Components.Clusters.Eks;

/// <summary>Access from the VPC to AWS services without the internet.</summary>
public sealed class EksEndpoints : ComponentResource
{
    // The services that nodes, controllers and add-ons of a cluster without internet access call
    // (https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html). Session Manager no longer needs ec2messages, and regions
    // opened since 2024, including the European Sovereign Cloud, do not have it
    // (https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html).
    private static readonly string[] _always =
    [
        "autoscaling", "ec2", "ecr.api", "ecr.dkr", "eks", "eks-auth", "elasticloadbalancing", "kms", "logs", "ssm", "ssmmessages", "sts",
    ];

    /// <summary>Creates the endpoints.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="network">Its network.</param>
    /// <param name="account">Id of its account.</param>
    /// <param name="options">Options of the component.</param>
    public EksEndpoints(EksScope scope, EksNetwork network, Output<string> account, ComponentResourceOptions options)
        : base("infra:clusters:EksEndpoints", scope.Name("endpoints"), options)
    {
        var child = new CustomResourceOptions { Parent = this };

        // Always created in the cluster's own VPC: it is free of charge, and image layers come from S3.
        if (!network.RouteTables.IsEmpty)
        {
            Gateway(scope, network, account, child);
        }

        if (scope.PrivateServices && scope.ExistingNetwork is not { ServiceEndpoints: EksEndpointOwner.Existing })
        {
            Interfaces(scope, network, account, child);
        }

        RegisterOutputs();
    }

    private static void Gateway(EksScope scope, EksNetwork network, Output<string> account, CustomResourceOptions child)
    {
        var args = new Aws.Ec2.VpcEndpointArgs
        {
            VpcId = network.VpcId,
            ServiceName = scope.Partition.EndpointService("s3", scope.Cluster.Region),
            VpcEndpointType = "Gateway",
            RouteTableIds = network.RouteTables.Select(id => (Input<string>)id).ToList(),
            Tags = scope.Tagged(),
        };
        // Where the network leads to the internet and to AWS's public addresses anyway, a policy would close nothing.
        if (scope.PrivateServices)
        {
            args.Policy = account.Apply(id => EksEndpointPolicies.For(scope, "s3", id));
        }

        _ = new Aws.Ec2.VpcEndpoint(scope.Name("endpoint-s3"), args, child);
    }

    /// <summary>Services that a private cluster reaches through an interface endpoint, sorted; SQS is for Karpenter and KEDA, zonal
    /// shift for Karpenter, CloudWatch for KEDA, Secrets Manager for external-secrets. Pure.</summary>
    internal static ImmutableArray<string> InterfaceServices(EksScope scope)
    {
        string[] used =
        [
            .. _always,
            .. scope.Cluster.Storage.Shared is null ? [] : new[] { "elasticfilesystem" },
            .. scope.Cluster.Storage.Parallel is null ? [] : new[] { "fsx" },
            .. scope.ReadsSecretsManager ? new[] { "secretsmanager" } : [],
            .. scope.ReadsQueues ? new[] { "monitoring" } : [],
            .. scope.ReadsQueues || scope.HasKarpenter ? new[] { "sqs" } : [],
            .. scope.KarpenterShiftsZones ? new[] { "arc-zonal-shift" } : [],
        ];
        return [.. used.Order(StringComparer.Ordinal)];
    }

    private static void Interfaces(EksScope scope, EksNetwork network, Output<string> account, CustomResourceOptions child)
    {
        var group = new Aws.Ec2.SecurityGroup(scope.Name("endpoints-sg"), new Aws.Ec2.SecurityGroupArgs
        {
            VpcId = network.VpcId,
            Description = "AWS services, from this VPC alone",
            Tags = scope.Tagged($"{scope.CloudName}-endpoints"),
        }, child);
        LetIn("endpoints-sg-https", "HTTPS from the VPC", scope.Cluster.Network.Cidr);
        // A pod reaches an endpoint in its VPC with its own address.
        foreach (var pods in scope.Subnets.Pods)
        {
            LetIn($"endpoints-sg-https-pods-{pods.ZoneLetter}", $"HTTPS from the pods in {pods.Zone}", pods.Cidr);
        }

        foreach (var service in InterfaceServices(scope))
        {
            _ = new Aws.Ec2.VpcEndpoint(scope.Name($"endpoint-{service.Replace('.', '-')}"), new Aws.Ec2.VpcEndpointArgs
            {
                VpcId = network.VpcId,
                ServiceName = scope.Partition.EndpointService(service, scope.Cluster.Region),
                VpcEndpointType = "Interface",
                PrivateDnsEnabled = true,
                SubnetIds = network.Intra.Select(id => (Input<string>)id).ToList(),
                SecurityGroupIds = { group.Id },
                Policy = account.Apply(id => EksEndpointPolicies.For(scope, service, id)),
                Tags = scope.Tagged(),
            }, child);
        }

        void LetIn(string name, string description, string cidr) =>
            _ = new Aws.Vpc.SecurityGroupIngressRule(scope.Name(name), new Aws.Vpc.SecurityGroupIngressRuleArgs
            {
                SecurityGroupId = group.Id,
                Description = description,
                CidrIpv4 = cidr,
                IpProtocol = "tcp",
                FromPort = 443,
                ToPort = 443,
            }, child);
    }
}
